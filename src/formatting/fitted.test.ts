import assert from 'node:assert/strict';
import test from 'node:test';
import { fittedInWords } from './fitted.ts';

test('what becomes of pictures of another size is told', () => {
  const shown = { width: 1920, height: 1080 };
  const told = (width: number, height: number) => fittedInWords({ width, height }, shown);
  assert.equal(told(1280, 720), '1280x720, enlarged to 1920x1080');
  assert.equal(told(1920, 1080), '1920x1080');
  assert.equal(told(1920, 1088), '1920x1088', 'rows that fill up a block are no other shape');
  assert.equal(told(3840, 2160), '3840x2160, reduced to 1920x1080');
  assert.equal(told(1024, 1024), '1024x1024, enlarged and cropped to 1920x1080');
  assert.equal(told(1920, 1440), '1920x1440, cropped to 1920x1080');
});
