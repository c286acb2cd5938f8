/**
 * Reads pickles of tensors and containers, and nothing else.
 *
 * A pickle is a program for a stack machine that may call any function Python
 * can import. This machine has no way to call anything: of the names a pickle
 * may ask for it knows those that rebuild a tensor, and makes plain values of
 * them; for every other name, and every operation a state dict does not need,
 * it stops with the name and the offset.
 *
 * Source: Python 3.13, Lib/pickletools.py; PyTorch 2, torch/_utils.py
 *
 * @module
 */
import { shown, weightsFault } from "./stored_tensor.ts";

/** A place for values that lies beside the pickle, by its key. */
export class PickledStorage {
  constructor(
    /** Name of its class, such as `FloatStorage`. */
    readonly type: string,
    /** Name of its file. */
    readonly key: string,
    /** Number of values. */
    readonly count: number,
  ) {}
}

/** A view of a storage. */
export class PickledTensor {
  constructor(
    readonly storage: PickledStorage,
    /** First value of the storage that belongs to it. */
    readonly offset: number,
    readonly dims: readonly number[],
    /** Distance of neighbours along each axis, in values. */
    readonly strides: readonly number[],
  ) {}
}

/** What a pickle may hold; lists and tuples are arrays, dicts are maps. */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | Pickled[]
  | Map<Pickled, Pickled>
  | PickledStorage
  | PickledTensor;

/** A name a pickle asked for. */
class Name {
  constructor(readonly path: string) {}
}

type Item = Pickled | Name;

/** Module and class of the storages that a state dict may have. */
const STORAGE = /^torch\.([A-Z][A-Za-z0-9]{0,40}Storage)$/;
const ORDERED_DICT = "collections.OrderedDict";
const TENSOR = "torch._utils._rebuild_tensor_v2";
const PARAMETER = "torch._utils._rebuild_parameter";

/**
 * Reads a pickle.
 *
 * @param file Name of the file, for messages
 * @param bytes The pickle
 * @throws {ModelError} If it asks for anything but tensors and containers, or
 *   is damaged; nothing it names is ever called
 */
export function readPickle(file: string, bytes: Uint8Array): Pickled {
  return new Machine(file, bytes).run();
}

class Machine {
  readonly #file: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #memo = new Map<number, Item>();
  #stack: Item[] = [];
  /** Stacks set aside by MARK. */
  readonly #marks: Item[][] = [];
  #at = 0;
  /** Offset of the operation at work, for messages. */
  #operation = 0;

  constructor(file: string, bytes: Uint8Array) {
    this.#file = file;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  run(): Pickled {
    while (true) {
      this.#operation = this.#at;
      const code = this.#unsigned(1);
      if (code === 0x2e) return this.#value(this.#pop()); // STOP
      this.#execute(code);
    }
  }

  #execute(code: number): void {
    switch (code) {
      case 0x80: // PROTO
        this.#unsigned(1);
        return;
      case 0x95: // FRAME
        this.#take(8);
        return;
      case 0x4e: // NONE
        return this.#push(null);
      case 0x88: // NEWTRUE
        return this.#push(true);
      case 0x89: // NEWFALSE
        return this.#push(false);
      case 0x4b: // BININT1
        return this.#push(this.#unsigned(1));
      case 0x4d: // BININT2
        return this.#push(this.#unsigned(2));
      case 0x4a: // BININT
        return this.#push(this.#unsigned(4) | 0);
      case 0x8a: // LONG1
        return this.#push(this.#long(this.#unsigned(1)));
      case 0x47: // BINFLOAT
        return this.#push(this.#float());
      case 0x58: // BINUNICODE
        return this.#push(this.#text(this.#unsigned(4)));
      case 0x8c: // SHORT_BINUNICODE
        return this.#push(this.#text(this.#unsigned(1)));
      case 0x7d: // EMPTY_DICT
        return this.#push(new Map());
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        return this.#push([]);
      case 0x28: // MARK
        this.#marks.push(this.#stack);
        this.#stack = [];
        return;
      case 0x74: // TUPLE
        return this.#push(this.#sinceMark());
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        return this.#push(this.#popMany(code - 0x84));
      case 0x61: // APPEND
        return this.#append(this.#popMany(1));
      case 0x65: // APPENDS
        return this.#append(this.#sinceMark());
      case 0x73: // SETITEM
        return this.#set(this.#popMany(2));
      case 0x75: // SETITEMS
        return this.#set(this.#sinceMark());
      case 0x71: // BINPUT
        return this.#keep(this.#unsigned(1));
      case 0x72: // LONG_BINPUT
        return this.#keep(this.#unsigned(4));
      case 0x94: // MEMOIZE
        return this.#keep(this.#memo.size);
      case 0x68: // BINGET
        return this.#recall(this.#unsigned(1));
      case 0x6a: // LONG_BINGET
        return this.#recall(this.#unsigned(4));
      case 0x63: // GLOBAL
        return this.#name(this.#line(), this.#line());
      case 0x93: { // STACK_GLOBAL
        const [module, name] = this.#popMany(2);
        return this.#name(String(module), String(name));
      }
      case 0x51: // BINPERSID
        return this.#push(this.#storage(this.#pop()));
      case 0x52: { // REDUCE
        const [callee, args] = this.#popItems(2);
        return this.#push(this.#rebuild(callee, args));
      }
      case 0x62: { // BUILD: attributes of an ordered dict, which hold no values
        const [target] = this.#popItems(2);
        if (target instanceof Map) return this.#push(target);
        throw this.#refused("sets attributes of something other than a dict");
      }
    }
    throw this.#refused(
      `uses operation 0x${code.toString(16).padStart(2, "0")}`,
    );
  }

  /** What stands for a name; the only names there are. */
  #name(module: string, name: string): void {
    const path = `${module}.${name}`;
    if (
      path === ORDERED_DICT || path === TENSOR || path === PARAMETER ||
      STORAGE.test(path)
    ) {
      this.#stack.push(new Name(path));
    } else throw this.#refused(`asks for ${shown(path)}`);
  }

  #rebuild(callee: Item, args: Item): Pickled {
    if (callee instanceof Name && Array.isArray(args)) {
      const [first] = args;
      switch (callee.path) {
        case ORDERED_DICT:
          if (args.length === 0) return new Map();
          break;
        case PARAMETER:
          if (first instanceof PickledTensor) return first;
          break;
        case TENSOR:
          return this.#tensor(args);
      }
    }
    throw this.#refused("calls something other than a tensor or a dict");
  }

  /** ("storage", class, key, device, number of values) */
  #storage(id: Item): PickledStorage {
    const [kind, type, key, , count] = Array.isArray(id)
      ? id as readonly Item[]
      : [];
    const match = type instanceof Name && STORAGE.exec(type.path);
    if (
      kind === "storage" && match && typeof key === "string" && isSize(count)
    ) {
      return new PickledStorage(match[1], key, count);
    }
    throw this.#refused("refers to something other than a tensor's storage");
  }

  /** (storage, offset, dims, strides, requires_grad, hooks) */
  #tensor([storage, offset, dims, strides]: readonly Pickled[]): PickledTensor {
    if (
      storage instanceof PickledStorage && isSize(offset) && isSizes(dims) &&
      isSizes(strides) && dims.length === strides.length
    ) {
      return new PickledTensor(storage, offset, dims, strides);
    }
    throw this.#refused("describes a tensor without storage, shape or strides");
  }

  #append(items: Pickled[]): void {
    const list = this.#stack.at(-1);
    if (!Array.isArray(list)) throw this.#refused("appends to no list");
    for (const item of items) list.push(item);
  }

  #set(items: Pickled[]): void {
    const map = this.#stack.at(-1);
    if (!(map instanceof Map) || items.length % 2 !== 0) {
      throw this.#refused("sets an item of no dict");
    }
    for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
  }

  #keep(index: number): void {
    const item = this.#pop();
    this.#memo.set(index, item);
    this.#stack.push(item);
  }

  #recall(index: number): void {
    const item = this.#memo.get(index);
    if (item === undefined) {
      throw this.#refused(`recalls item ${index}, which it never kept`);
    }
    this.#stack.push(item);
  }

  #push(item: Pickled): void {
    this.#stack.push(item);
  }

  #pop(): Item {
    const item = this.#stack.pop();
    if (item === undefined) throw this.#refused("takes from an empty stack");
    return item;
  }

  #popItems(count: number): Item[] {
    return Array.from({ length: count }, () => this.#pop()).reverse();
  }

  #popMany(count: number): Pickled[] {
    return this.#popItems(count) as Pickled[];
  }

  #sinceMark(): Pickled[] {
    const items = this.#stack;
    const below = this.#marks.pop();
    if (!below) throw this.#refused("looks for a mark that it never set");
    this.#stack = below;
    return items as Pickled[];
  }

  #value(item: Item): Pickled {
    if (item instanceof Name) throw this.#refused(`is the name "${item.path}"`);
    return item;
  }

  #take(count: number): Uint8Array {
    const end = this.#at + count;
    if (end > this.#bytes.length) {
      throw weightsFault(
        this.#file,
        `its pickle ends at offset ${this.#bytes.length} within the operation at ${this.#operation}`,
      );
    }
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #unsigned(bytes: 1 | 2 | 4): number {
    return this.#take(bytes).reduceRight((n, byte) => n * 256 + byte, 0);
  }

  /** Little-endian two's complement. */
  #long(bytes: number): number {
    const digits = this.#take(bytes);
    const magnitude = digits.reduceRight((n, byte) => n * 256 + byte, 0);
    const negative = bytes > 0 && digits[bytes - 1] > 127;
    return negative ? magnitude - 256 ** bytes : magnitude;
  }

  #float(): number {
    this.#take(8);
    return this.#view.getFloat64(this.#at - 8);
  }

  #text(bytes: number): string {
    return new TextDecoder().decode(this.#take(bytes));
  }

  #line(): string {
    const found = this.#bytes.indexOf(10, this.#at);
    const end = found < 0 ? this.#bytes.length : found;
    const text = this.#text(end - this.#at);
    this.#take(1);
    return text;
  }

  #refused(what: string) {
    return weightsFault(
      this.#file,
      `its pickle ${what} at offset ${this.#operation}, expected tensors and containers only; nothing of it was executed`,
      "take the weights from their publisher's own page, as model.safetensors where it is offered",
    );
  }
}

function isSize(value: Item | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isSizes(value: Pickled | undefined): value is number[] {
  return Array.isArray(value) && value.every(isSize);
}
