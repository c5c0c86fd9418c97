/// Numbers behind the intervals of a combination.
///
/// Fitted once on the training parts of monthly series (M4 series outside the evaluated sample, M1, M3, tourism,
/// hospital, retail): the last 18 months of each were forecast from what lay before, the logarithm of the absolute
/// error was regressed on the predictors, and the quantiles of the scaled errors were read off by horizon.
enum DispersionTable {
  /// Of the logarithm of a width: autoregressive deviation, seasonal-naive error, spread of the members, horizon.
  static let deviation = 0.3990
  static let seasonalNaive = 0.1856
  static let spread = 0.3064
  static let horizon = 0.0833
  static let constant = -0.5722

  /// Columns: 2.5, 10, 90 and 97.5 % quantiles of log(actual / forecast) / width. Row h - 1 is horizon h.
  static let relative: [[Double]] = [
    [-4.1369, -2.2301, 2.3286, 4.0153],
    [-4.0902, -2.2099, 2.3530, 4.0143],
    [-4.0681, -2.2108, 2.3594, 4.0000],
    [-4.0394, -2.2113, 2.3669, 3.9999],
    [-3.9931, -2.1973, 2.3923, 3.9969],
    [-3.9985, -2.2054, 2.4056, 3.9992],
    [-4.0030, -2.2135, 2.4090, 3.9992],
    [-4.0243, -2.2358, 2.4130, 3.9969],
    [-4.0880, -2.2699, 2.4138, 4.0171],
    [-4.1799, -2.3079, 2.4344, 4.0568],
    [-4.3008, -2.3408, 2.4560, 4.1017],
    [-4.3949, -2.3771, 2.4863, 4.1641],
    [-4.4743, -2.4123, 2.5223, 4.2194],
    [-4.5168, -2.4387, 2.5549, 4.2577],
    [-4.5542, -2.4532, 2.5913, 4.3013],
    [-4.5766, -2.4634, 2.6117, 4.3189],
    [-4.5738, -2.4600, 2.6275, 4.3445],
    [-4.5577, -2.4592, 2.6493, 4.3590],
  ]

  /// The same of (actual - forecast) / in-sample seasonal-naive mean absolute error.
  static let absolute: [[Double]] = [
    [-1.4970, -0.6926, 0.6601, 1.4819],
    [-1.5788, -0.7734, 0.8144, 1.7583],
    [-1.7189, -0.8656, 0.9559, 1.9598],
    [-1.8124, -0.9150, 1.0508, 2.1619],
    [-1.9084, -0.9647, 1.1660, 2.3425],
    [-2.0662, -1.0580, 1.2095, 2.3990],
    [-2.0987, -1.1040, 1.2816, 2.6135],
    [-2.2274, -1.1605, 1.3495, 2.6454],
    [-2.2981, -1.1925, 1.4116, 2.8107],
    [-2.4015, -1.2401, 1.4821, 2.8811],
    [-2.5036, -1.3137, 1.5561, 2.9750],
    [-2.6715, -1.3822, 1.6220, 3.1303],
    [-2.8671, -1.5223, 1.7426, 3.3145],
    [-2.9770, -1.5601, 1.8331, 3.5055],
    [-3.1018, -1.6265, 1.9373, 3.6971],
    [-3.1235, -1.6603, 2.0218, 3.8659],
    [-3.1162, -1.6995, 2.0940, 4.0234],
    [-3.2279, -1.7382, 2.1967, 4.1498],
  ]
}
