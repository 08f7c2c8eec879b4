// The pictures in docs/shots: the screens light, dark and narrow.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, test } from "vitest";

import { Gallery } from "./browser";

const SCREENS = ["networks", "network", "join", "first-run", "no-access", "stopped-while-open", "stranger", "unproven", "settings-general", "settings-access", "settings-about", "palette", "central-legacy", "members", "member", "network-settings-edited", "account", "tokens", "token", "issuing-rotation", "rotation-before"];
const LOOKS = [
  { theme: "light", width: 880, height: 600 },
  { theme: "dark", width: 880, height: 600 },
  { theme: "light", width: 420, height: 800 },
  { theme: "dark", width: 1200, height: 760 },
] as const;

const folder = process.env.PERIGEE_SHOTS ?? fileURLToPath(new URL("../../docs/shots/", import.meta.url));
const only = process.env.PERIGEE_SCREENS?.split(",");

let gallery: Gallery;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  gallery = await Gallery.open();
});

afterAll(async () => {
  await gallery.close();
});

test.each(only ?? SCREENS)("%s", async (name) => {
  for (const look of LOOKS) {
    const page = await gallery.show(name, look);
    await page.screenshot({ path: `${folder}/${name}-${look.width}-${look.theme}.png` });
    await page.close();
  }
});
