export function madePicture(): string;
