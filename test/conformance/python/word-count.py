import whole_lines  # noqa: F401
from collections import defaultdict
from multiprocessing import Pool, current_process, set_start_method
from pathlib import Path
from re import findall

TEXTS = Path(__file__).parents[3] / 'media' / 'samples'
STOP_WORDS = set('a an and are as at be but by can for from has in is it its of on one or that the to'.split())


def words_of(file):
    print(current_process().name, 'reading', file)
    return [(word, 1) for word in findall('[a-z]+', (TEXTS / file).read_text().lower()) if word not in STOP_WORDS]


def summed(group):
    word, counts = group
    return word, sum(counts)


def main():
    with Pool(3) as pool:
        mapped = pool.map(words_of, [f'word-count-{i}.txt' for i in (1, 2, 3)], chunksize=1)
        groups = defaultdict(list)
        for pairs in mapped:
            for word, count in pairs:
                groups[word].append(count)
        counted = pool.map(summed, groups.items())
    counted.sort(key=lambda pair: (-pair[1], pair[0]))
    top = counted[:20]
    print('\nTOP 20 WORDS BY FREQUENCY\n')
    longest = max(len(word) for word, _ in top)
    for word, count in top:
        print(f'{word:<{longest + 1}}: {count:5}')


if __name__ == '__main__':
    set_start_method('spawn')
    main()
