import { expect, it } from 'vitest';
import { groupFiles } from '../../renderer/printing/attach-files.ts';

const megabyte = 1_024 * 1_024;
const aFile = (name: string, size: number) => ({ name, size });

it('sends many small labels in few requests, in their order', () => {
  const files = Array.from({ length: 120 }, (_, index) => aFile(`${index}.pdf`, 20_000));

  const groups = groupFiles(files);

  expect(groups.map((group) => group.length)).toEqual([50, 50, 20]);
  expect(groups.flat()).toEqual(files);
});

it('never puts more into a request than it holds', () => {
  const files = [1.5, 0.4, 0.4, 1.9, 0.2].map((size, index) => aFile(`${index}.pdf`, size * megabyte));

  const groups = groupFiles(files);

  expect(groups.map((group) => group.map((file) => file.name))).toEqual([
    ['0.pdf', '1.pdf'],
    ['2.pdf'],
    ['3.pdf'],
    ['4.pdf'],
  ]);
});

it('sends a file that is too large alone, so that it is refused by its name', () => {
  const groups = groupFiles([aFile('small.pdf', 9), aFile('huge.pdf', 9 * megabyte), aFile('next.pdf', 9)]);

  expect(groups.map((group) => group.length)).toEqual([1, 1, 1]);
});
