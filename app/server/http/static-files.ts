import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";

export type StaticFiles = (request: Request) => Response | null;

type LoadedFile = { bytes: Buffer; gzipped: Buffer | null; headers: Record<string, string> };

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
  ".map": "application/json",
};
const COMPRESSIBLE = /^(text|application)\/|svg/;

/**
 * Serves the client build from memory. Only files that were there at start can be reached, so a path can't
 * leave the folder. Names under `/assets/` carry a content hash and may be kept for ever.
 */
export function createStaticFiles(directory: string): StaticFiles {
  const files = loadFiles(directory);
  return (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    const { pathname } = new URL(request.url);
    const file = files.get(pathname);
    if (file === undefined) return pathname.startsWith("/assets/") ? new Response("Not found", { status: 404 }) : null;
    if (request.headers.get("if-none-match") === file.headers.etag)
      return new Response(null, { status: 304, headers: file.headers });
    const zip = file.gzipped !== null && /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
    const bytes = zip ? file.gzipped! : file.bytes;
    const headers = {
      ...file.headers,
      "content-length": String(bytes.byteLength),
      ...(zip ? { "content-encoding": "gzip" } : {}),
    };
    return new Response(request.method === "HEAD" ? null : new Uint8Array(bytes), { headers });
  };
}

function loadFiles(directory: string): Map<string, LoadedFile> {
  const files = new Map<string, LoadedFile>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith(".")) continue;
    const path = join(entry.parentPath, entry.name);
    const pathname = `/${relative(directory, path).split(sep).join("/")}`;
    files.set(pathname, loadFile(path, pathname));
  }
  return files;
}

function loadFile(path: string, pathname: string): LoadedFile {
  const bytes = readFileSync(path);
  const type = TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";
  const compressible = COMPRESSIBLE.test(type) && bytes.byteLength > 1_024;
  return {
    bytes,
    gzipped: compressible ? gzipSync(bytes, { level: 9 }) : null,
    headers: {
      "content-type": type,
      "cache-control": pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
      etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
      "x-content-type-options": "nosniff",
      ...(compressible ? { vary: "accept-encoding" } : {}),
    },
  };
}
