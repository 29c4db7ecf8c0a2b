/** Seconds that a partition belongs to a worker without a renewal. */
export const leaseSeconds = 4

/** Deliveries of held events at the same time. */
export const drains = 64
