export { type Direction, readAnswer } from './answer.ts';
export { AskError, askModel, checkDirectorName, type ModelAnswer } from './ask-model.ts';
export { directorBrief } from './brief.ts';
export { cleanText } from './clean-text.ts';
export { placeDirection } from './place-direction.ts';
export { jsonIn } from './read-json.ts';
