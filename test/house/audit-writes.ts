// What the station writes into the audit, read from its sources: every verb and every name of a fact, also where a room has its own
// small function for it. What cannot be read from the source is told, so that nothing is passed over.

import { readFileSync } from 'node:fs';
import { type ESTree, parseSync } from 'vite';

export interface AuditWrites {
  readonly verbs: ReadonlySet<string>;
  /** `verb fact` where the verb stands beside it, else the fact alone. */
  readonly facts: ReadonlySet<string>;
  readonly subjectKinds: ReadonlySet<string>;
  readonly unread: readonly string[];
}

/** Where a function takes verb and facts; what it hands on of its own parameters makes it one of those that write. */
interface Writer {
  readonly verb: number | readonly string[];
  readonly facts: number;
}

type Node = ESTree.Node;
type Argument = Node | null | undefined;

export function readAuditWrites(paths: readonly string[]): AuditWrites {
  const sources = paths.map((path) => {
    const text = readFileSync(path, 'utf8');
    return { path, text, nodes: nodesOf(parseSync(path, text).program) };
  });
  const writers = new Map<string, Writer>([
    ['recordAudit', { verb: 3, facts: 5 }],
    ['addAuditEntry', { verb: 3, facts: 5 }],
    ['addAuditEntries', { verb: 3, facts: 6 }],
  ]);
  const verbs = new Set<string>();
  const facts = new Set<string>();
  const subjectKinds = new Set<string>();
  const unread = new Set<string>();
  // A function that hands its own parameter on is one more writer; whoever calls it is read in the next round.
  for (let known = -1; known !== writers.size; ) {
    known = writers.size;
    verbs.clear();
    facts.clear();
    unread.clear();
    for (const { path, text, nodes } of sources) readOne(path, text, nodes);
  }
  return { verbs, facts, subjectKinds, unread: [...unread] };

  function readOne(path: string, text: string, nodes: readonly Node[]): void {
    for (const node of nodes) {
      const isSubject = node.type === 'ObjectExpression' && /^\{ kind: '[a-z]+', id\b/.test(cut(node));
      if (isSubject) subjectKinds.add(/'([a-z]+)'/.exec(cut(node))?.[1] ?? '');
    }
    for (const call of nodes) {
      if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') continue;
      const { name: called } = call.callee;
      const writer = writers.get(`${path}#${called}`) ?? writers.get(called);
      if (!writer || path.endsWith('/people/audit.ts')) continue;
      const around = nodes.filter(
        (node) => 'params' in node && node.start < call.start && call.end <= node.end,
      );
      const said = typeof writer.verb === 'number' ? verbsOf(call.arguments[writer.verb], call) : writer.verb;
      const own = ownParameter(call.arguments[writer.facts], around);
      const given = call.arguments[writer.facts];
      const names = given ? namesOf(given, call) : [];
      for (const verb of said) verbs.add(verb);
      for (const name of names) for (const verb of said) facts.add(`${verb} ${name}`);
      for (const name of names) if (said.length === 0) facts.add(name);

      function verbsOf(argument: Argument, at: Node): string[] {
        if (!argument) return [];
        if (argument.type === 'Literal') return [String(argument.value)];
        if (argument.type === 'ConditionalExpression')
          return [...verbsOf(argument.consequent, at), ...verbsOf(argument.alternate, at)];
        if (argument.type === 'Identifier') {
          const own = ownParameter(argument, around);
          if (own) return []; // whoever calls that function says it
          const made = declared(argument.name, at);
          if (made) return verbsOf(made, at);
        }
        unread.add(`${path}: verb ${cut(argument)}`);
        return [];
      }

      function namesOf(argument: Argument, at: Node): string[] {
        if (!argument || argument.type === 'Literal' || argument.type === 'TemplateLiteral') return [];
        switch (argument.type) {
          case 'ObjectExpression':
            return argument.properties.flatMap((each) => {
              if (each.type === 'SpreadElement') return namesOf(each.argument, at);
              return each.key.type === 'Identifier' ? [each.key.name] : [cut(each.key)];
            });
          case 'ConditionalExpression':
            return [...namesOf(argument.consequent, at), ...namesOf(argument.alternate, at)];
          case 'LogicalExpression':
            return namesOf(argument.right, at);
          case 'ParenthesizedExpression':
            return namesOf(argument.expression, at);
          case 'Identifier': {
            if (ownParameter(argument, around)) return [];
            const made = declared(argument.name, at);
            if (made) return namesOf(made, at);
          }
        }
        unread.add(`${path}: facts ${cut(argument)}`);
        return [];
      }

      const verbOwner =
        typeof writer.verb === 'number' ? ownParameter(call.arguments[writer.verb], around) : null;
      const spread =
        given?.type === 'ObjectExpression'
          ? given.properties
              .flatMap((each) => (each.type === 'SpreadElement' ? [ownParameter(each.argument, around)] : []))
              .find((each) => each !== null)
          : null;
      const factsOwner = own ?? spread ?? null;
      const owner = verbOwner?.owner ?? factsOwner?.owner;
      const name = owner && nameOfFunction(owner);
      if (!name) continue;
      const isExported = nodes.some(
        (node) => node.type === 'ExportNamedDeclaration' && node.declaration === owner,
      );
      writers.set(isExported ? name : `${path}#${name}`, {
        verb: verbOwner?.at ?? said,
        facts: factsOwner?.owner === owner ? factsOwner.at : Number.POSITIVE_INFINITY,
      });
    }

    function cut(node: Node): string {
      return text.slice(node.start, node.end).replace(/\s+/g, ' ');
    }

    /** The value of the nearest `const` of that name above. */
    function declared(name: string, at: Node): Node | null {
      const made = nodes.findLast(
        (node) =>
          node.type === 'VariableDeclarator' &&
          node.id.type === 'Identifier' &&
          node.id.name === name &&
          node.start < at.start,
      );
      return made?.type === 'VariableDeclarator' ? made.init : null;
    }

    function nameOfFunction(owner: Node): string | null {
      if (owner.type === 'FunctionDeclaration') return owner.id?.name ?? null;
      const made = nodes.find((node) => node.type === 'VariableDeclarator' && node.init === owner);
      return made?.type === 'VariableDeclarator' && made.id.type === 'Identifier' ? made.id.name : null;
    }
  }
}

function ownParameter(argument: Argument, around: readonly Node[]) {
  if (argument?.type !== 'Identifier') return null;
  for (const owner of around.toReversed()) {
    if (!('params' in owner) || !Array.isArray(owner.params)) continue;
    const at = owner.params.findIndex((each) => nameOfParameter(each) === argument.name);
    if (at >= 0) return { owner, at };
  }
  return null;
}

function nameOfParameter(parameter: Node): string | null {
  if (parameter.type === 'AssignmentPattern') return nameOfParameter(parameter.left);
  return parameter.type === 'Identifier' ? parameter.name : null;
}

function nodesOf(root: unknown): Node[] {
  const found: Node[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value && typeof value.type === 'string') found.push(value as Node); // the parser makes nodes only
      for (const each of Object.values(value)) walk(each);
    }
  };
  walk(root);
  return found;
}
