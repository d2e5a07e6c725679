// WAV files as other programs write them.

export interface Written {
  readonly tag?: number;
  readonly bits?: number;
  readonly channels?: number;
  readonly rate?: number;
  /** What the header claims in place of what is there. */
  readonly stride?: number;
  readonly dataLength?: number;
  /** Form in a header of the extensible kind. */
  readonly extensible?: boolean;
  /** A chunk of other things before the sound. */
  readonly before?: Uint8Array;
}

/** Samples of all channels in turn, from -1 to 1, as a WAV. */
export function writeWav(samples: readonly number[], given: Written = {}): Uint8Array {
  const { tag = 1, bits = 16, channels = 1, rate = 8000, extensible = false, before } = given;
  const width = bits / 8;
  const header = new DataView(new ArrayBuffer(extensible ? 40 : 16));
  header.setUint16(0, extensible ? 0xfffe : tag, true);
  header.setUint16(2, channels, true);
  header.setUint32(4, rate, true);
  header.setUint32(8, rate * channels * width, true);
  header.setUint16(12, given.stride ?? channels * width, true);
  header.setUint16(14, bits, true);
  if (extensible) header.setUint16(24, tag, true);
  const data = new DataView(new ArrayBuffer(samples.length * width));
  samples.forEach((sample, i) => {
    if (tag === 3 && bits === 32) data.setFloat32(4 * i, sample, true);
    else if (tag === 3) data.setFloat64(8 * i, sample, true);
    else if (bits === 8) data.setUint8(i, Math.round(sample * 127) + 128);
    else {
      const whole = Math.round(sample * (2 ** (bits - 1) - 1));
      for (let byte = 0; byte < width; byte++) data.setUint8(i * width + byte, Math.floor(whole / 256 ** byte) & 255);
    }
  });
  const chunk = (name: string, bytes: Uint8Array, length = bytes.length): number[] => {
    const sized = new DataView(new ArrayBuffer(4));
    sized.setUint32(0, length, true);
    const padding = bytes.length % 2 === 1 ? [0] : [];
    return [...letters(name), ...new Uint8Array(sized.buffer), ...bytes, ...padding];
  };
  const body = [
    ...chunk("fmt ", new Uint8Array(header.buffer)),
    ...(before ? chunk("LIST", before) : []),
    ...chunk("data", new Uint8Array(data.buffer), given.dataLength),
  ];
  const size = new DataView(new ArrayBuffer(4));
  size.setUint32(0, 4 + body.length, true);
  return Uint8Array.from([...letters("RIFF"), ...new Uint8Array(size.buffer), ...letters("WAVE"), ...body]);
}

function letters(word: string): number[] {
  return Array.from(word, (letter) => letter.charCodeAt(0));
}
