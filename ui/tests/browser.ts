// A real browser on the built gallery, for tests and pictures.
import { existsSync } from "node:fs";

import { type Browser, type Page, chromium } from "playwright-core";
import { inject } from "vitest";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/opt/google/chrome/chrome"];

export type Look = { theme?: "light" | "dark"; width?: number; height?: number };

export class Gallery {
  private constructor(
    private readonly browser: Browser,
    private readonly address: string,
  ) {}

  static async open(): Promise<Gallery> {
    const path = process.env.CHROMIUM ?? BROWSERS.find((browser) => existsSync(browser));
    // Without one named, the browser that the system brings (Chrome on macOS and Windows).
    const browser = await chromium.launch({
      ...(path ? { executablePath: path } : { channel: "chrome" }),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    return new Gallery(browser, inject("gallery"));
  }

  /** A page that shows this fixture; what the page complains about fails the test. */
  async show(fixture: string, look: Look = {}): Promise<Page> {
    const { theme = "light", width = 880, height = 600 } = look;
    const page = await this.browser.newPage({ viewport: { width, height }, reducedMotion: "reduce", colorScheme: theme });
    await this.open(page, fixture, theme);
    return page;
  }

  /** The same on a page that is open already. */
  async open(page: Page, fixture: string, theme: "light" | "dark"): Promise<void> {
    // Everything is on this machine: what is not there soon is not there.
    page.setDefaultTimeout(5_000);
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(`${this.address}gallery.html?fixture=${fixture}&theme=${theme}`);
    await page
      .locator("main")
      .first()
      .waitFor()
      .catch((error: unknown) => complaints.push(String(error)));
    page.removeAllListeners();
    if (complaints.length > 0) throw new Error(`${fixture}: ${complaints.join("\n")}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
