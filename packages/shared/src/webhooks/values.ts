export const deliveryStates = ['waiting', 'delivered', 'given_up', 'withheld'] as const
