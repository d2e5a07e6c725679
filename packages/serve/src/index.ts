// A model as an HTTP service.
export {};
