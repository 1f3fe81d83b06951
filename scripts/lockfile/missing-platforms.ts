export type LockedPackage = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

/** The "packages" of a package-lock.json: where each package lies, and what it is. */
export type LockedPackages = Record<string, LockedPackage>;

/**
 * Packages for other platforms that a locked package names and the lockfile lacks. npm leaves out those the registry at
 * hand does not carry; `npm ci` then fails everywhere, and would install nothing to run on those platforms.
 */
export function findMissingPlatforms(packages: LockedPackages): LockedPackages {
  const missing: LockedPackages = {};
  for (const [folder, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(packages, folder, name)) continue;
      missing[`node_modules/${name}`] = {
        version,
        ...(entry.dev === undefined ? {} : { dev: entry.dev }),
        optional: true,
        ...readPlatform(name),
      };
    }
  }
  return missing;
}

/** As Node looks a package up: beside the package that wants it, then ever further out. */
function isLocked(packages: LockedPackages, folder: string, name: string): boolean {
  for (let current = folder; ; current = current.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    if (packages[current === "" ? `node_modules/${name}` : `${current}/node_modules/${name}`] !== undefined)
      return true;
    if (current === "") return false;
  }
}

const platformName =
  /[-/](?<os>android|darwin|freebsd|linux|openharmony|win32|wasm32)-(?<cpu>arm64|arm|ia32|ppc64|riscv64|s390x|x64|wasi)(-(?<abi>\w+))?$/;

/** Native packages carry their platform at the end of their names, such as "-linux-x64-musl". */
function readPlatform(name: string): Pick<LockedPackage, "cpu" | "os" | "libc"> {
  const { os, cpu, abi = "" } = platformName.exec(name)?.groups ?? {};
  if (os === undefined || cpu === undefined)
    throw new Error(`${name} names no platform: add it to package-lock.json by hand`);
  if (os === "wasm32") return { cpu: ["wasm32"] };
  const libc = abi.startsWith("musl") ? ["musl"] : ["glibc"];
  return { cpu: [cpu], os: [os], ...(os === "linux" ? { libc } : {}) };
}
