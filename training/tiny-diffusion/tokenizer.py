"""Byte-pair encoding as CLIP does it (lower case, words end in </w>), with merges learned from the captions."""

import json
import re
from collections import Counter

START, END = '<|startoftext|>', '<|endoftext|>'


def words_of(text):
    return re.findall(r"[a-z]+|[0-9]|[^\sa-z0-9]+", text.lower())


def learn(captions, merges=360):
    """Vocabulary (token to number) and merges, both in order."""
    words = Counter(word for caption in captions for word in words_of(caption))
    splits = {word: [*word[:-1], word[-1] + '</w>'] for word in words}
    letters = sorted({chr(c) for c in range(33, 127)})
    vocabulary = letters + [letter + '</w>' for letter in letters]
    learned = []
    for _ in range(merges):
        pairs = Counter()
        for word, parts in splits.items():
            for pair in zip(parts, parts[1:]):
                pairs[pair] += words[word]
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        learned.append(best)
        vocabulary.append(''.join(best))
        for word, parts in splits.items():
            splits[word] = merge(parts, best)
    return {token: i for i, token in enumerate([*vocabulary, START, END])}, learned


def merge(parts, pair):
    merged, i = [], 0
    while i < len(parts):
        if i + 1 < len(parts) and (parts[i], parts[i + 1]) == pair:
            merged.append(parts[i] + parts[i + 1])
            i += 2
        else:
            merged.append(parts[i])
            i += 1
    return merged


def encode(text, vocabulary, merges, length):
    ids = []
    for word in words_of(text):
        parts = [*word[:-1], word[-1] + '</w>']
        for pair in merges:
            parts = merge(parts, pair)
        ids += [vocabulary[part] for part in parts]
    ids = [vocabulary[START], *ids[: length - 2], vocabulary[END]]
    return ids + [vocabulary[END]] * (length - len(ids))


def save(folder, vocabulary, merges, length):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'vocab.json').write_text(json.dumps(vocabulary))
    (folder / 'merges.txt').write_text('#version: 0.2\n' + ''.join(f'{a} {b}\n' for a, b in merges))
    (folder / 'special_tokens_map.json').write_text(json.dumps({'bos_token': START, 'eos_token': END, 'pad_token': END, 'unk_token': END}, indent=2) + '\n')
    (folder / 'tokenizer_config.json').write_text(json.dumps({'tokenizer_class': 'CLIPTokenizer', 'do_lower_case': True, 'model_max_length': length, 'pad_token': END}, indent=2) + '\n')
