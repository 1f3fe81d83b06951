import type { Plugin } from "vite";

/**
 * Fails the build when code for the browser imports anything under `app/server/`.
 *
 * React Router strips `loader` and `action` with the imports only they use, and guards `*.server.*` files
 * and `.server/` folders. A component that reaches `app/server/` by another way would ship it, so this
 * stops it where the import is resolved.
 */
export function guardClientBundle(): Plugin {
  return {
    name: "plainchart:guard-client-bundle",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.name === "client",
    async resolveId(source, importer, options) {
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (resolved !== null && resolved.id.replaceAll("\\", "/").includes("/app/server/") && importer !== undefined) {
        throw new Error(
          `${importer} reaches the server module ${source} from the browser's bundle. ` +
            "Import its types with `import type`, or move what both sides need to app/shared.",
        );
      }
      return resolved;
    },
  };
}
