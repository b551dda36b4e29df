import type { RemoteFile } from '../download/download.js';

/** The sets whose checksums are known. */
export const adbenchFiles: readonly RemoteFile[] = [
  { name: 'Classical/2_annthyroid.npz', size: 66547, sha256: 'e738f7c58a8740d2c4aac4c71ff49ce5e1d1aa16f44178135fc9c09df05fad1b' },
  { name: 'Classical/4_breastw.npz', size: 3023, sha256: '4f37ce07dbc25ddad8178fdc6d664ab46d2d0000ee28c2787c3c7ff3c03ef9f6' },
  { name: 'Classical/6_cardio.npz', size: 68471, sha256: 'bc5009bde6930b4d298b594f31b34485a9a17210cff0e8fb00a8c3068b885a2d' },
  { name: 'Classical/7_Cardiotocography.npz', size: 37911, sha256: '5ae84910430f05923e11b6f537243263977c9136949dabd891e3570aeec51e29' },
  { name: 'Classical/18_Ionosphere.npz', size: 42913, sha256: 'bca46cb0cfd1bf9ddef6cde5ad2215d54fb0189508d0d4c4eb98e788cad69001' },
  { name: 'Classical/23_mammography.npz', size: 166764, sha256: 'a0308ac9712d78321073b1c2dc98dc37665c0f35c1cc33019416fe8f8d7de7ea' },
  { name: 'Classical/24_mnist.npz', size: 455359, sha256: 'be7706272325fdd3592c1be555ae1a82f916a2f8545f4f8cbaa548ab102cc44c' },
  { name: 'Classical/26_optdigits.npz', size: 197633, sha256: '60de17a375a278ba220a7849727d998aa02b5e2f9fd17732a004bba28de4656e' },
  { name: 'Classical/30_satellite.npz', size: 129874, sha256: '1f048f5686f1b8c16a227fdfa3c81a62cd9a92715714a6b24c69b1c5ad96b46e' },
  { name: 'Classical/31_satimage-2.npz', size: 181405, sha256: '1b056e357f801b8b20c3f380a30224a3c4088d7ed764ec5a24828dc9b1918d6f' },
  { name: 'Classical/32_shuttle.npz', size: 332929, sha256: '26900b0f6be45d9ddb7a402c9b2f956ceda42d23a8ca4cf4406b8bc1352823d1' },
  { name: 'Classical/37_Stamps.npz', size: 20569, sha256: '99fe739447284f613fa54bf2dccdb51c5120175ce6260adec6dad77576c42509' },
  { name: 'Classical/38_thyroid.npz', size: 39882, sha256: '8de161b3f235b7647bb0b39a836d983ff61d67bf234edac461da2d71e889cb87' },
];
