// Platform labels as carriers' programs make them, and as they should not be: our own, of nobody's parcel.

import { crc32, deflateSync } from 'node:zlib';
import { degrees, PDFDocument, type PDFPage, rgb, StandardFonts } from 'pdf-lib';
import { encodePng } from '../../main/devices/printers/encode-png.ts';
import { code128 } from '../../main/labels/barcodes.ts';
import { aLabel, drawLabel } from './label-content.ts';

const pointsPerMm = 72 / 25.4;

export interface PageLook {
  readonly widthMm?: number;
  readonly heightMm?: number;
  /** Null: a page without a code. */
  readonly trackingNumber?: string | null;
  readonly moduleMm?: number;
  readonly turn?: 0 | 90 | 180 | 270;
  /** A frame around the page, this far from its edge. */
  readonly frameMm?: number | null;
  /** Filled with ink from here down, in millimetres. */
  readonly inkFromMm?: number | null;
}

export const platformTracking = 'JT0023984229750';

/** A PDF of these pages, as its bytes. */
export async function aPdf(...looks: readonly PageLook[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.HelveticaBold);
  for (const look of looks.length === 0 ? [{}] : looks) {
    const widthMm = look.widthMm ?? 100;
    const heightMm = look.heightMm ?? 150;
    const page = document.addPage([widthMm * pointsPerMm, heightMm * pointsPerMm]);
    page.setRotation(degrees(look.turn ?? 0));
    const { trackingNumber = platformTracking } = look;
    page.drawText(`EXPRESS ${trackingNumber ?? 'packing slip'}`, {
      x: 8 * pointsPerMm,
      y: page.getHeight() - 14 * pointsPerMm,
      size: 14,
      font,
    });
    if (trackingNumber !== null) drawBars(page, trackingNumber, look.moduleMm ?? 0.375);
    const { frameMm = null, inkFromMm = null } = look;
    if (frameMm !== null) {
      const edge = frameMm * pointsPerMm;
      page.drawRectangle({
        x: edge,
        y: edge,
        width: page.getWidth() - 2 * edge,
        height: page.getHeight() - 2 * edge,
        borderColor: rgb(0, 0, 0),
        borderWidth: 1,
      });
    }
    if (inkFromMm !== null) {
      page.drawRectangle({
        x: 0,
        y: 0,
        width: page.getWidth(),
        height: page.getHeight() - inkFromMm * pointsPerMm,
      });
    }
  }
  return document.save({ useObjectStreams: false });
}

/** 25 mm of bars, 20 mm from the top, 12 mm from the left. */
function drawBars(page: PDFPage, text: string, moduleMm: number): void {
  let x = 12 * pointsPerMm;
  code128(text).forEach((modules, index) => {
    const width = modules * moduleMm * pointsPerMm;
    if (index % 2 === 0) {
      page.drawRectangle({
        x,
        y: page.getHeight() - 45 * pointsPerMm,
        width,
        height: 25 * pointsPerMm,
        color: rgb(0, 0, 0),
      });
    }
    x += width;
  });
}

/** A PDF that asks for a password nobody has. */
export function aLockedPdf(): Uint8Array {
  const key = '00'.repeat(32);
  return joinPdf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 283.46 425.2] >>',
      `<< /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`,
    ],
    '/Encrypt 4 0 R /ID [<00> <00>]',
  );
}

/** A PDF that names 欧阳娜 in a font which the reader is expected to have; `isUnseen`: only to be searched for. */
export function aPdfWithoutItsFont(isUnseen = false): Uint8Array {
  const stream = `BT ${isUnseen ? 3 : 0} Tr /F1 20 Tf 30 300 Td <6B2796335A1C> Tj ET`;
  return joinPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 283.46 425.2] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
  ]);
}

function joinPdf(objects: readonly string[], trailer = ''): Uint8Array {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  const size = objects.length + 1;
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer << /Size ${size} /Root 1 0 R ${trailer} >>\n`;
  text += `startxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** A picture of a label, dot for dot for a head of this resolution. */
export function aPng(trackingNumber = platformTracking, dotsPerMm = 8): Uint8Array {
  return encodePng(drawLabel(aLabel({ trackingNumber }), dotsPerMm).bitmap, dotsPerMm);
}

/** A few kilobytes that would unpack to `width` × `height` dots. */
export function aPngBomb(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const chunk = (type: string, data: Uint8Array) => {
    const typed = Buffer.concat([Buffer.from(type, 'ascii'), data]);
    const whole = Buffer.alloc(typed.length + 8);
    whole.writeUInt32BE(data.length, 0);
    typed.copy(whole, 4);
    whole.writeUInt32BE(crc32(typed), typed.length + 4);
    return whole;
  };
  const rows = deflateSync(Buffer.alloc(Math.min(width * height, 4_000_000) / 8), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
