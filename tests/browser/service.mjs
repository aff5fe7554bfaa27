// The service that is tested, which the environment names (SERVICE), and origins of ours beside it.

export const service = process.env.SERVICE;
export const origins = [];
