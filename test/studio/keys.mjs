// A page by keys alone: Tab until something has the focus, which must be seen there.

/** What the focus is on, as a screen reader names it, and whether one sees that. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: "", seen: true };
    const label = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent ?? "";
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    // A place of a report's chart shows its numbers there.
    const numbers = element.closest(".read") && element.parentElement.querySelector("u");
    const outlined = outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
    const seen = (numbers ? Number(getComputedStyle(numbers).opacity) > 0 : outlined) && width > 0 && height > 0;
    return { name: label.replaceAll(/\s+/g, " ").trim(), seen };
  });

/** Presses Tab until the focus is on what has this name; gives what was wrong on the way. Throws where it is never reached. */
export async function tabTo(page, name) {
  const wrong = [];
  const passed = [];
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press("Tab");
    const found = await focused(page);
    if (!found.seen) wrong.push(`the focus on "${found.name.slice(0, 60)}" is not seen`);
    if (name.test(found.name)) return wrong;
    passed.push(found.name.slice(0, 30));
  }
  throw new Error(`Tab never reaches ${name}: ${passed.join(" | ")}`);
}

/** Goes there, and presses a key. */
export async function press(page, name, key = "Enter") {
  const wrong = await tabTo(page, name);
  await page.keyboard.press(key);
  return wrong;
}
