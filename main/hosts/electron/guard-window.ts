// What a window may not do: go elsewhere, open others, ask for the machine. And who may speak to the station: the main frame
// of our own page, nobody else.

import type { Session, WebContents, WebFrameMain } from 'electron';

export const pageScheme = 'parcelbench';
export const pageAddress = `${pageScheme}://station/`;

function isOwnPage(address: string): boolean {
  return URL.canParse(address) && address.startsWith(pageAddress);
}

/** Frames inside the page, other pages and frames that are gone are not heard. */
export function isTrustedSender(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/** The one permission there is: the camera, for packing photos, while the bench is on screen; never the microphone. */
function isAllowed(permission: string, mediaTypes: readonly string[], address: string): boolean {
  if (permission !== 'media' || !isOwnPage(address)) return false;
  const isCameraOnly = mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
  return isCameraOnly && /^#\/?bench\b/.test(new URL(address).hash);
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(isAllowed(permission, mediaTypes, contents.getURL()));
  });
  session.setPermissionCheckHandler((contents, permission, _origin, details) =>
    isAllowed(
      permission,
      details.mediaType === undefined ? [] : [details.mediaType],
      contents?.getURL() ?? '',
    ),
  );
}

export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
