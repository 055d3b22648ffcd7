/** Rows of a copy from a texture start at multiples of this (WebGPU specification). */
export const rowAlignment = 256;
// Values of GPUBufferUsage, GPUTextureUsage, GPUMapMode and GPUShaderStage, which are globals only in browsers.
export const bufferUsage = { mapRead: 1, copyDestination: 8, uniform: 64 };
export const textureUsage = { copySource: 1, copyDestination: 2, textureBinding: 4, renderAttachment: 16 };
export const mapRead = 1;
export const fragmentStage = 2;
