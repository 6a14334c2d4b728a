// What a user does in the workbench, for tests that drive its page: commands, editors, the swimlane's frame.

import type { Frame, Page } from 'playwright-core';
import type { Scene } from '../../webview/layout/scene.ts';
import { patienceMs } from './host/workbench.ts';

/** Waits until `probe` gives something, and returns it. */
export async function eventually<T>(what: string, probe: () => Promise<T | null | undefined | false>): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await probe();
    if (value !== null && value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`gave up waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Opens a file of the workspace by name, as with Go to File. */
export async function openFile(page: Page, name: string): Promise<void> {
  await quickInput(page, name);
  await page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
}

/** Runs a command from the palette; `title` with its category. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await quickInput(page, `>${title}`, title);
}

async function quickInput(page: Page, text: string, expected = text): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.fill(text);
  const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: expected });
  await row.first().waitFor();
  await page.keyboard.press('Enter');
}

/** The frame of the swimlane, once it has drawn something. */
export function swimlane(page: Page): Promise<Frame> {
  return orShow(
    page,
    eventually('a swimlane', async () => {
      for (const frame of page.frames()) if (await sceneOf(frame)) return frame;
      return null;
    }),
  );
}

/** What is waited for; where it does not come, the error tells what the window shows. */
export async function orShow<T>(page: Page, awaited: Promise<T>): Promise<T> {
  try {
    return await awaited;
  } catch (error) {
    throw new Error(`${(error as Error).message}; the window shows:\n${await windowText(page)}`);
  }
}

/** What stands in the window and its frames, for a failure that nobody watches. */
async function windowText(page: Page): Promise<string> {
  const texts = page.frames().map(async (frame) => {
    const body = frame.locator('body');
    const text = await body.innerText({ timeout: 1000 }).catch((error: Error) => `(${error.message})`);
    return `[${frame.url().slice(0, 80)}]\n${text.replace(/\n+/g, ' | ').slice(-2000)}`;
  });
  return (await Promise.all(texts)).join('\n');
}

/** What is drawn where; null while nothing is, or in a frame that is no swimlane. */
export async function sceneOf(frame: Frame): Promise<Scene | null> {
  type Page = { lanescopeLayout?: () => Scene | null };
  try {
    return await frame.evaluate(() => (globalThis as Page).lanescopeLayout?.() ?? null);
  } catch {
    return null; // frames come and go while a webview loads
  }
}

/** Waits until the scene of `frame` fulfils `holds`, and returns it. */
export function sceneWhere(frame: Frame, what: string, holds: (scene: Scene) => boolean): Promise<Scene> {
  return eventually(what, async () => {
    const scene = await sceneOf(frame);
    return scene && holds(scene) && scene;
  });
}

/** Position of the cursor as the status bar says it: `Ln 10, Col 22`. */
export function cursorPosition(page: Page): Promise<string | null> {
  return page.locator('#status\\.editor\\.selection').textContent();
}

/** Texts of the notifications on show. */
export function notifications(page: Page): Promise<string[]> {
  return page.locator('.notification-list-item-message').allTextContents();
}
