export { openTranscription, transcriptionServices } from './services.ts';
export { transcribeTrack } from './transcribe.ts';
export { TranscriptionError } from './transcription-error.ts';
