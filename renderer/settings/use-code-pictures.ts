// Code 128 pictures for a sheet; the drawing library comes only when a sheet is opened.

import { useEffect, useState } from 'react';

export function useCodePictures(codes: readonly string[]): ReadonlyMap<string, string> {
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = codes.join('\n');
  useEffect(() => {
    let isHere = true;
    void import('./draw-code.ts').then(({ drawCode128 }) => {
      if (isHere) setPictures(new Map(wanted.split('\n').map((code) => [code, drawCode128(code)])));
    });
    return () => {
      isHere = false;
    };
  }, [wanted]);
  return pictures;
}
