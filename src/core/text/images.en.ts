export const imagesEn = {
  'image.pick': 'Add images',
  'image.fromFiles': 'From files…',
  'image.fromAddress': 'From a public web address…',
  'image.addressPrompt':
    'Address of a picture that anyone can open. The service fetches it; this computer does not.',
  'image.filter': 'Images (PNG, JPEG, WebP, BMP)',
  'image.problem': 'Image {number} ({name}): {problem}',
  'image.notAnImage': 'This is not a PNG, JPEG, WebP or BMP picture.',
  'image.tooManyBytes':
    'It is too large: about 7 MB is the most that can be sent directly. Use a smaller copy.',
  'image.tooMany': 'At most 5 images can be sent.',
  'image.tooManyTogether': 'Together the images are over 16 MB. Remove one or use smaller copies.',
  'image.tooSmall': 'It is too small: at least 10 pixels on each side.',
  'image.tooLong': 'It is too long and thin: at most 200 to 1.',
  'image.tooManyPixels': 'It has too many pixels: at most 50 million.',
  'image.badAddress': 'Only public http and https addresses of images can be sent.',
} as const;
