// SPDX-License-Identifier: Apache-2.0
// inspect_pages.js PDF_FOLDER PAGE…: opens pages in Chromium; says what axe-core finds, whether a page scrolls sideways at
// 360 pixels or loads anything from elsewhere, and prints each as an A4 PDF.
"use strict";
const fs = require("fs");
const path = require("path");
const modules = path.join(__dirname, "..", "node_modules");
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");

const [pdfFolder, ...files] = process.argv.slice(2);
const launch = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"],
};

let faults = 0;
function fault(file, words) {
  faults += 1;
  console.log(`${path.basename(file)}: ${words}`);
}

async function inspect(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1200 } });
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) fault(file, `loads ${request.url()}`);
  });
  page.on("dialog", (dialog) => { fault(file, `ran a script: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto("file://" + path.resolve(file));
  await page.evaluate(axe);
  const { violations } = await page.evaluate("axe.run()");
  for (const found of violations) fault(file, `${found.id}: ${found.help} (${found.nodes[0].html.slice(0, 120)})`);
  await page.setViewportSize({ width: 360, height: 740 });
  const width = await page.evaluate("document.documentElement.scrollWidth");
  if (width > 360) fault(file, `${width} pixels wide at 360`);
  await page.setViewportSize({ width: 1000, height: 1200 });
  const pdf = path.join(pdfFolder, path.basename(file, ".html") + ".pdf");
  await page.pdf({ path: pdf, preferCSSPageSize: true, format: "A4" });
  await page.close();
}

(async () => {
  fs.mkdirSync(pdfFolder, { recursive: true });
  const browser = await chromium.launch(launch);
  for (const file of files) await inspect(browser, file);
  await browser.close();
  console.log(`${files.length} pages, ${faults} faults`);
  process.exit(faults > 0 || files.length === 0 ? 1 : 0);
})();
