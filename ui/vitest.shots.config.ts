import { defineConfig } from "vitest/config";

/** Pictures are made the way tests are run, but not when tests are. */
export default defineConfig({ test: { include: ["tests/**/*.shots.ts"], globalSetup: "tests/server.ts", testTimeout: 300_000, hookTimeout: 120_000 } });
