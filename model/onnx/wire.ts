/**
 * The protobuf wire format: a message is a run of fields, a field a key
 * (number * 8 + wire type) and a value.
 *
 * Source: protobuf.dev/programming-guides/encoding
 *
 * @module
 */

/** A field met in a message; `value` is bytes for wire type 2, else a number. */
export interface Field {
  /** Field number. */
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 length-delimited, 5 float32. */
  readonly wireType: number;
  /** The value. */
  readonly value: Uint8Array | number;
}

/** Reads the fields of one message. */
export class WireReader {
  #at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  /** @param bytes The message, whole */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** True when nothing is left. */
  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /**
   * Next varint as a signed 64-bit value. Exact within +-2^53, which holds
   * every size and index of a model.
   *
   * @throws {SyntaxError} If the message ends within it or it is overlong
   */
  varint(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
    throw new SyntaxError(
      `Cannot read ONNX varint: no last byte before offset ${this.#at} of ${this.#bytes.length}`,
    );
  }

  /**
   * All fields left.
   *
   * @throws {SyntaxError} If a field is cut off or of an unknown wire type
   */
  *fields(): Generator<Field> {
    while (!this.done) {
      const key = this.varint();
      const wireType = key & 7;
      yield { number: key >>> 3, wireType, value: this.#value(wireType) };
    }
  }

  #value(wireType: number): Uint8Array | number {
    switch (wireType) {
      case 0:
        return this.varint();
      case 1:
        return this.#take(8);
      case 2:
        return this.#take(this.varint());
      case 5:
        this.#take(4);
        return this.#view.getFloat32(this.#at - 4, true);
    }
    throw new SyntaxError(
      `Cannot read ONNX field at offset ${this.#at}: found wire type ${wireType}, expected 0, 1, 2 or 5`,
    );
  }

  #take(length: number): Uint8Array {
    const left = this.#bytes.length - this.#at;
    if (length < 0 || length > left) {
      throw new SyntaxError(
        `Cannot read ONNX field at offset ${this.#at}: found ${left} bytes, expected ${length}`,
      );
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

/** Writes the fields of one message. */
export class WireWriter {
  #parts: Uint8Array[] = [];
  #length = 0;

  /** An integer field (wire type 0); negative ones take ten bytes. */
  int(field: number, value: number | bigint): void {
    this.#varint(field * 8);
    this.#varint(value);
  }

  /** A float32 field (wire type 5). */
  float(field: number, value: number): void {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.#varint(field * 8 + 5);
    this.#raw(bytes);
  }

  /** A field of bytes (wire type 2); they are not copied before `finish`. */
  bytes(field: number, value: Uint8Array): void {
    this.#varint(field * 8 + 2);
    this.#varint(value.length);
    this.#raw(value);
  }

  /** A field of UTF-8 text. */
  text(field: number, value: string): void {
    this.bytes(field, new TextEncoder().encode(value));
  }

  /** A nested message, filled in by `write`. */
  message(field: number, write: (writer: WireWriter) => void): void {
    const inner = new WireWriter();
    write(inner);
    this.#varint(field * 8 + 2);
    this.#varint(inner.#length);
    for (const part of inner.#parts) this.#raw(part);
  }

  /** The whole message. */
  finish(): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }

  #raw(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  #varint(value: number | bigint): void {
    let left = BigInt.asUintN(64, BigInt(value));
    const out: number[] = [];
    do {
      const low = Number(left & 127n);
      left >>= 7n;
      out.push(left ? low | 128 : low);
    } while (left);
    this.#raw(Uint8Array.from(out));
  }
}
