export interface Autoencoder {}
