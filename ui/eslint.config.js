import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

const SCREENS = ["administer", "networks", "settings", "tokens"];
const TAURI = { group: ["@tauri-apps/*"], message: "Only lib/backend.ts speaks to Tauri." };

/**
 * Which folder may import from which: the frame and the screens look down on parts and lib, never at each other, parts on
 * nothing of ours. Of the rules for a file, the last one holds.
 * @param {string[]} files
 * @param {string[]} group
 * @param {string} message
 * @returns {import("typescript-eslint").ConfigWithExtends}
 */
const only = (files, group, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [TAURI, { group, message }] }] },
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
  { files: ["src/**"], rules: { "no-restricted-imports": ["error", { patterns: [TAURI] }] } },
  only(["src/lib/**"], ["**/parts/*", "**/screens/**", "**/frame/*"], "lib imports no parts, no screens and nothing of the frame."),
  only(
    ["src/parts/**"],
    ["**/lib/*", "**/screens/**", "**/frame/*", "**/gallery/*"],
    "A part takes what it shows as props: it imports neither lib nor screens.",
  ),
  only(["src/frame/**"], ["**/screens/**"], "The frame is around every screen: it imports none."),
  ...SCREENS.map((screen) =>
    only(
      [`src/screens/${screen}/**`],
      ["**/frame/*", ...SCREENS.filter((other) => other !== screen).map((other) => `**/${other}/*`)],
      "A screen imports no other screen: what several share lies beside their folders or in lib.",
    ),
  ),
  { files: ["src/lib/backend.ts"], rules: { "no-restricted-imports": "off" } },
);
