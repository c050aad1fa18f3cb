/** Why a job ended in `error`, in words meant for whoever submitted it. */
export class JobFailure extends Error {}
