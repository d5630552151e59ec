// SPDX-License-Identifier: Apache-2.0
// validate_json.js SCHEMA FILE…: says which JSON files do not fit a JSON Schema (draft 2020-12).
"use strict";
const fs = require("fs");
const path = require("path");
const modules = path.join(__dirname, "..", "node_modules");
const Ajv = require(path.join(modules, "ajv", "dist", "2020"));
const formats = require(path.join(modules, "ajv-formats"));

const [schemaPath, ...files] = process.argv.slice(2);
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
formats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaPath, "utf8")));

let faults = 0;
for (const file of files) {
  if (validate(JSON.parse(fs.readFileSync(file, "utf8")))) continue;
  for (const error of validate.errors) {
    faults += 1;
    console.log(`${file}: ${error.instancePath || "/"} ${error.message}`);
  }
}
console.log(`${files.length} files, ${faults} faults`);
process.exit(faults > 0 || files.length === 0 ? 1 : 0);
