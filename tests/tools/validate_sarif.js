// SPDX-License-Identifier: Apache-2.0
// validate_sarif.js FILE…: says which files break SARIF 2.1.0, by Microsoft's validator and by the schema beside it.
"use strict";
const fs = require("fs");
const path = require("path");
const { spawnSync } = require("child_process");
const modules = path.join(__dirname, "..", "node_modules");
const validator = require(path.join(modules, "@microsoft", "sarif-multitool-linux"));
const Ajv = require(path.join(modules, "ajv", "dist", "2020"));
const formats = require(path.join(modules, "ajv-formats"));

const files = process.argv.slice(2);
const faults = [];

// The validator passes over a file without a word when a value is not in its list: the schema tells that.
const schema = JSON.parse(fs.readFileSync(path.join(path.dirname(validator), "sarif-2.1.0.json"), "utf8"));
const ajv = new Ajv({ allErrors: true, strict: false });
formats(ajv);
const fits = ajv.compile(schema);
for (const file of files) {
  if (fits(JSON.parse(fs.readFileSync(file, "utf8")))) continue;
  for (const error of fits.errors) faults.push(`${file}: ${error.instancePath || "/"} ${error.message}`);
}

try {
  fs.accessSync(validator, fs.constants.X_OK);
} catch {
  fs.chmodSync(validator, 0o755); // The package does so in an install script, which npm may not run.
}
// Without it the program looks for ICU, which a small system does not have.
const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" };
const wanted = ["validate", "--level", "Error;Warning;Note", ...files];
const { status, stdout } = spawnSync(validator, wanted, { env, encoding: "utf8" });
const lines = String(stdout).split("\n");
faults.push(...lines.filter((line) => /: error |exception/i.test(line)));
// Its advice on style is left out, but for one remark that every file earns: it shows that the file was looked at.
const seen = lines.filter((line) => line.includes("note SARIF2003")).length;
if (status !== 0 || seen !== files.length) faults.push(`status ${status}, ${seen} files looked at`);

for (const fault of faults) console.log(fault);
console.log(`${files.length} files, ${faults.length} faults`);
process.exit(faults.length > 0 || files.length === 0 ? 1 : 0);
