import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { ModelError } from '../../neural/model-error.ts';

/** Turns a prompt into as many token numbers as the text encoder takes. */
export type Tokenize = (text: string) => number[];

const text = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ModelError(`The tokenizer's file ${path} cannot be read: ${(error as Error).message}.`);
  }
};

const contentOf = (token: unknown): string | undefined =>
  typeof token === 'string' ? token : (token as { content?: string } | undefined)?.content;

/**
 * What CLIP's tokenizer does, in the form that the tokenizers library reads, from the two older files that most exports
 * come with.
 */
function clipTokenizer(folder: string): object {
  const vocabulary = JSON.parse(text(join(folder, 'vocab.json'))) as Record<string, number>;
  const merges = text(join(folder, 'merges.txt'))
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#version'))
    .map(line => line.trim().split(' '));
  const special = ['<|startoftext|>', '<|endoftext|>'].map(content => ({
    id: vocabulary[content],
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  return {
    added_tokens: special,
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" },
          behavior: 'Removed',
          invert: true,
        },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    model: {
      type: 'BPE',
      unk_token: '<|endoftext|>',
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      vocab: vocabulary,
      merges,
    },
    post_processor: null,
    decoder: null,
  };
}

/**
 * Opens the tokenizer of a text encoder: `tokenizer.json`, or `vocab.json` and `merges.txt` as CLIP has them.
 *
 * @returns start, the words, end, and padding; a prompt that is too long loses its last words
 * @throws {ModelError} naming the file
 */
export function openTokenizer(folder: string): Tokenize {
  const settings = JSON.parse(text(join(folder, 'tokenizer_config.json'))) as Record<string, unknown>;
  const whole = join(folder, 'tokenizer.json');
  const tokenizer = new Tokenizer(existsSync(whole) ? JSON.parse(text(whole)) : clipTokenizer(folder), settings);
  const length =
    typeof settings.model_max_length === 'number' && settings.model_max_length < 1000 ? settings.model_max_length : 77;
  const start = tokenizer.token_to_id('<|startoftext|>');
  const end = tokenizer.token_to_id('<|endoftext|>');
  if (start === undefined || end === undefined)
    throw new ModelError(`The tokenizer in ${folder} lacks CLIP's marks of start and end.`);
  const padding = tokenizer.token_to_id(contentOf(settings.pad_token) ?? '<|endoftext|>') ?? end;
  return prompt => {
    const { ids } = tokenizer.encode(prompt, { add_special_tokens: false });
    const kept = [start, ...ids.slice(0, length - 2), end];
    return [...kept, ...new Array<number>(length - kept.length).fill(padding)];
  };
}
