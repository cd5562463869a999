// Reads bar codes and QR codes from a canvas, for browsers that cannot do so themselves.

import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HTMLCanvasElementLuminanceSource,
  HybridBinarizer,
  MultiFormatReader,
} from "@zxing/library";

const reader = new MultiFormatReader();
reader.setHints(
  new Map<DecodeHintType, unknown>([
    [DecodeHintType.TRY_HARDER, true],
    [
      DecodeHintType.POSSIBLE_FORMATS,
      [
        BarcodeFormat.CODE_128,
        BarcodeFormat.CODE_39,
        BarcodeFormat.QR_CODE,
        BarcodeFormat.DATA_MATRIX,
        BarcodeFormat.EAN_13,
      ],
    ],
  ]),
);

/** The text of a code in the picture; null when none can be read. */
export function read(source: HTMLCanvasElement): string | null {
  try {
    const light = new HTMLCanvasElementLuminanceSource(source);
    return reader.decodeWithState(new BinaryBitmap(new HybridBinarizer(light))).getText();
  } catch {
    return null;
  }
}
