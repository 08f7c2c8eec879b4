import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Puts the gallery's back end in the place of the door to Rust. */
const inGallery: Plugin = {
  name: "gallery",
  enforce: "pre",
  async resolveId(source, importer, options) {
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    return resolved?.id === here("src/lib/backend.ts") ? here("src/gallery/backend.ts") : null;
  },
};

/** The gallery is the page with another back end: the same screens, on views that Rust has exported. */
export default defineConfig(({ mode }) => {
  const gallery = mode === "gallery";
  return {
    plugins: [svelte(), ...(gallery ? [inGallery] : [])],
    // What a webview of today's systems understands; see docs/architecture.md.
    build: {
      target: ["safari16.4", "chrome111"],
      outDir: gallery ? "dist-gallery" : "dist",
      rollupOptions: { input: here(gallery ? "gallery.html" : "index.html") },
      // The page's security policy allows no inline script.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
    server: {
      port: 5173,
      strictPort: true,
      // The catalogue lies beside the crate that reads it too.
      fs: { allow: [here("."), here("../crates/companion/locales"), here("../icons")] },
    },
    test: {
      include: ["tests/**/*.test.ts"],
      globalSetup: "tests/server.ts",
      testTimeout: 120_000,
      hookTimeout: 120_000,
      // Each has a browser of its own.
      maxWorkers: 2,
    },
  };
});
