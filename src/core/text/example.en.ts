/** The recorded example: what its banner says, and what is made of it. */
export const exampleEn = {
  'example.banner':
    'Recording. This project wrote it to show how a run goes: the linked pages exist, but no research took place and the service answered nothing. Nothing is sent and nothing is charged; the figures show what such a run would cost. A real run takes 5 to 20 minutes.',
  'example.speed': 'Speed of the recording',
  'example.speed.1': '1×',
  'example.speed.1.name': 'At its own speed',
  'example.speed.10': '10×',
  'example.speed.10.name': 'Ten times as fast',
  'example.speed.end': 'To the End',
  'example.again': 'Play Again',
  'example.waiting':
    'In a run of your own you answer here. The recording goes on with its own answers.',
  'example.cannot': 'This is a recording. Ask a question of your own to start a run.',
  'example.broken': 'The recorded example could not be read. Reinstall the extension.',
  'example.notice':
    'Recorded example: written by the project behind this extension, not by the research service. The linked pages exist, but no research took place; nothing was sent and nothing was charged.',
} as const;
