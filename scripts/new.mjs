import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './packages.mjs';

/**
 * Copies a template and fills in the names, in paths and in texts.
 *
 * @param {string} template the folder to copy
 * @param {string} name in kebab-case
 * @param {string} target the folder to write to, which must not exist
 * @returns {string[]} the files written, as paths from the target
 */
export function fillTemplate(template, name, target) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`Expected a name in kebab-case, such as contractive or top-k; received "${name}".`);
  if (existsSync(target)) throw new Error(`${target} exists already; choose another name.`);
  const pascal = name.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter) => letter.toUpperCase());
  const words = {
    __name__: name,
    __Pascal__: pascal,
    __camel__: pascal[0].toLowerCase() + pascal.slice(1),
    __Title__: name[0].toUpperCase() + name.slice(1).replaceAll('-', ' '),
  };
  const fill = (text) => text.replace(/__(name|Pascal|camel|Title)__/g, (word) => words[word]);
  return readdirSync(template, { recursive: true })
    .filter((file) => statSync(join(template, file)).isFile())
    .map((file) => {
      const path = fill(file);
      mkdirSync(dirname(join(target, path)), { recursive: true });
      writeFileSync(join(target, path), fill(readFileSync(join(template, file), 'utf8')));
      return path;
    });
}

const templates = readdirSync(join(root, 'templates'));

function main([kind, name = '']) {
  if (!templates.includes(kind)) throw new Error(`Usage: pnpm new ${templates.join('|')} <name>`);
  const target = join(root, 'packages', name);
  const files = fillTemplate(join(root, 'templates', kind), name, target);
  const changeset = join(root, '.changeset', `${name}.md`);
  writeFileSync(changeset, `---\n'@hourglass/${name}': minor\n---\n\nThe first release.\n`);
  const written = [...files.map((file) => join(target, file)), changeset].map((file) => relative(root, file));
  console.log(`Wrote\n${written.map((file) => `  ${file}`).join('\n')}`);
  console.log(`Next: pnpm install, then npx vitest run packages/${name}; CONTRIBUTING.md goes on from there.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
