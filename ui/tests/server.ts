// The built gallery on an address of this machine, for all tests of a run.
import { fileURLToPath } from "node:url";

import { build, preview } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    gallery: string;
  }
}

export default async function serve({ provide }: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  await build({ root, mode: "gallery", logLevel: "error" });
  const server = await preview({ root, mode: "gallery", build: { outDir: "dist-gallery" }, preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("the gallery has no address");
  provide("gallery", address);
  return () => server.close();
}
