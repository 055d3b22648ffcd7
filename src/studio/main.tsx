import './styles/tokens.css';
import './styles/parts.css';
import './styles/workspace.css';
import './styles/start.css';
import './styles/storyboard.css';
import './styles/panel.css';
import './styles/timeline.css';
import './styles/narrow.css';
import { render } from 'preact';
import { planesOf, time } from './state/playback.ts';
import { startStudioState } from './state/studio.ts';
import { App } from './views/app.tsx';

startStudioState();
const place = document.getElementById('studio')!;
place.replaceChildren();
render(<App />, place);

// For tests: the planes that the page draws of a frame, to be held against those of a render.
Object.assign(globalThis, { phosphene: { planesOf, time } });
