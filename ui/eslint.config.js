import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

/**
 * Which folder may import from which: screens look down on parts and lib, parts on nothing of ours.
 * @param {string[]} files
 * @param {string[]} group
 * @param {string} message
 * @returns {import("typescript-eslint").ConfigWithExtends}
 */
const only = (files, group, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
});

export default ts.config(
  { ignores: ["dist", "dist-gallery", "src/bindings", "node_modules"] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      "no-console": "error",
      "no-undef": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "svelte/no-at-html-tags": "error",
      "svelte/require-each-key": "error",
    },
  },
  only(
    ["src/screens/**", "src/parts/**", "src/lib/**", "src/App.svelte", "src/main.ts"],
    ["@tauri-apps/*"],
    "Only lib/backend.ts speaks to Tauri.",
  ),
  only(["src/lib/**"], ["**/parts/*", "**/screens/*", "@tauri-apps/*"], "lib imports neither parts nor screens."),
  only(
    ["src/parts/**"],
    ["**/lib/*", "**/screens/*", "**/gallery/*", "@tauri-apps/*"],
    "A part takes what it shows as props: it imports neither lib nor screens.",
  ),
  { files: ["src/lib/backend.ts"], rules: { "no-restricted-imports": "off" } },
);
