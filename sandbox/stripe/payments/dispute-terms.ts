/** How long the merchant has to answer a dispute, in seconds of business time. Stripe's term depends on the network. */
export const answerSeconds = 7 * 86_400;
