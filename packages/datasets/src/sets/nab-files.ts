import type { RemoteFile } from '../download/download.js';

/** The times of the anomalies of every series. */
export const nabLabels: RemoteFile = { name: 'labels/combined_windows.json', size: 15359, sha256: '1e1fbc4601321aad8d0f8b3784c8134299379f68f6c1f7777565f8ffd57ab6b1' };

/** The series whose checksums are known. */
export const nabSeries: readonly RemoteFile[] = [
  { name: 'data/artificialNoAnomaly/art_daily_no_noise.csv', size: 116776, sha256: 'ccb7743ac2de8ca110db4af796d11ba31a23ad448a28e353a935c15f637756bc' },
  { name: 'data/artificialNoAnomaly/art_daily_perfect_square_wave.csv', size: 100816, sha256: '662ff0a295b81eb0ff8e81116a54a497cd6f6b07c19c7a5ea72cce494913ce62' },
  { name: 'data/artificialNoAnomaly/art_daily_small_noise.csv', size: 140187, sha256: 'c4b304229f69f108eaa024fb2406fcd4510c5c5d95cd0053e2da6989682e4e6d' },
  { name: 'data/artificialNoAnomaly/art_flatline.csv', size: 100816, sha256: '1cc10761ddd6d55fb5f0d9cfc73610416abbb120ee14bb65eff288509a463397' },
  { name: 'data/artificialNoAnomaly/art_noisy.csv', size: 140916, sha256: 'ad455adeaf06852222500955f2aefe6bd389cc762ef68e7102ee543209c8607f' },
  { name: 'data/artificialWithAnomaly/art_daily_flatmiddle.csv', size: 140292, sha256: 'ea5df125947e9ee2b977ac3d341f3c2a029588862af97cae4a654fc56e838702' },
  { name: 'data/artificialWithAnomaly/art_daily_jumpsdown.csv', size: 140814, sha256: '4af31802e87dff4b4ba3ceb21714ba9d905f7888e1f53d47cc6dd4f856f9debc' },
  { name: 'data/artificialWithAnomaly/art_daily_jumpsup.csv', size: 140548, sha256: 'f79f92b93ee4f9c10e2dc552505e8880b0c618639ed5e0f9816e044b75c26456' },
  { name: 'data/artificialWithAnomaly/art_daily_nojump.csv', size: 140478, sha256: '65c85d1834376ed5e622f01721d478609577ea0df0a067c5a5ebe5edea03b077' },
  { name: 'data/artificialWithAnomaly/art_increase_spike_density.csv', size: 96869, sha256: '0959d8871d5c1a3fc3120fb7421e4ef113fffb434af2889085b52aebdb69360c' },
  { name: 'data/artificialWithAnomaly/art_load_balancer_spikes.csv', size: 101603, sha256: '99f7130e54c7c3e818df8e3bdc0974cd241914bb14a10a9c3fa7c1374125d224' },
  { name: 'data/realKnownCause/machine_temperature_system_failure.csv', size: 732223, sha256: '92bf5b87fc7f9bba8ca0b7ec63ccaac8cb4a1371a258e8c29a10ae9c018d82a4' },
  { name: 'data/realKnownCause/nyc_taxi.csv', size: 265771, sha256: 'd8fa6f7f0734bf5c8be12c52a94e20a82664c397d9dec4449156bd453d32856d' },
];
