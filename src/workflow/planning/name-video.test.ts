import assert from 'node:assert/strict';
import test from 'node:test';
import { nameVideo } from './name-video.ts';

test('a video bears the name of its track, and never takes the place of it', () => {
  assert.equal(nameVideo('music/song.mp3', '.mp4'), 'song.mp4');
  assert.equal(nameVideo('song.mp3', '.mp4', '.', '-preview'), 'song-preview.mp4');
  assert.equal(nameVideo('film.mp4', '.mp4'), 'film-video.mp4');
  assert.equal(nameVideo('./Film.MP4', '.mp4'), 'Film-video.mp4');
  assert.equal(nameVideo('film.mov', '.mp4'), 'film.mp4');
  assert.equal(nameVideo('elsewhere/film.mp4', '.mp4'), 'film.mp4');
  assert.equal(nameVideo('/a/film.mp4', '.mp4', '/a'), '/a/film-video.mp4');
});
