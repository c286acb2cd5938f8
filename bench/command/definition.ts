/**
 * What a command is: one value that feeds the parser, `--help`, its launcher and
 * the documents.
 *
 * @module
 */
import { EXIT } from "./exit_codes.ts";

/** One flag as the user sees it. */
export interface Flag {
  /** Name without the dashes. */
  readonly name: string;
  /** Other spellings that are taken and not shown. */
  readonly aliases?: readonly string[];
  /** Placeholder of its value; absent for a switch. */
  readonly value?: string;
  /** Text shown for the default. */
  readonly byDefault?: string;
  /** What it does, in one sentence without a full stop. */
  readonly help: string;
}

/** Words of a command line that are no flags, such as a folder. */
export interface Operands {
  /** As the usage line shows them, such as "FOLDER|FILE". */
  readonly usage: string;
  /** What they are, such as "the folder of a run". */
  readonly what: string;
  /** Fewest that are taken. */
  readonly least: number;
  /** Most that are taken. */
  readonly most: number;
}

/** A command without what it does. */
export interface Definition {
  /** Name of its task in deno.json. */
  readonly task: string;
  /** Words that are no flags; absent where none is taken. */
  readonly operands?: Operands;
  /** What it does, in a sentence or two. */
  readonly purpose: string;
  /** Its flags, in the order of `--help`, which itself is not among them. */
  readonly flags: readonly Flag[];
  /** What else `--help` says, such as names to choose from. */
  readonly notes?: string;
  /** What exit codes mean where they mean more than usual. */
  readonly exits?: Partial<Record<keyof typeof EXIT, string>>;
  /** Where it may write, for the sentence on a denied permission. */
  readonly writes?: string;
}

const HELP_FLAG: Flag = { name: "help", help: "print this text" };
const WIDTH = 90;

/** What exit codes mean in most commands. */
const EXITS: Partial<Record<keyof typeof EXIT, string>> = {
  done: "done",
  fault: "internal fault",
  usage: "wrong usage",
  data: "bad data",
  refused: "refused (permission)",
};

/** The text of `--help`: usage line, what the command does, flags, exit codes. */
export function helpText(definition: Definition): string {
  const { task, operands, purpose, notes } = definition;
  const flags = [...definition.flags, HELP_FLAG];
  const usage = [
    "Usage: deno task",
    task,
    operands?.usage,
    definition.flags.length > 0 ? "[flags]" : "[--help]",
  ].filter((part) => part !== undefined).join(" ");
  const left = flags.map(({ name, value }) =>
    `  --${name}${value ? ` ${value}` : ""}`
  );
  const indent = Math.max(...left.map((text) => text.length)) + 2;
  const lines = flags.map(({ help, byDefault }, i) =>
    left[i].padEnd(indent) +
    wrapped(help + (byDefault ? ` [${byDefault}]` : ""), indent)
  );
  const exits = Object.entries({ ...EXITS, ...definition.exits })
    .map(([name, meaning]) => `${EXIT[name as keyof typeof EXIT]} ${meaning}`);
  return [
    usage,
    wrapped(purpose, 0),
    lines.join("\n"),
    ...notes === undefined ? [] : [notes],
    wrapped(`Exit codes: ${exits.join(", ")}.`, 0),
  ].join("\n\n");
}

/** A text in lines, those after the first indented; no word is broken. */
export function wrapped(
  text: string,
  indent: number,
  width: number = WIDTH,
): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n" + " ".repeat(indent));
}
