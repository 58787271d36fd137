// kernels/num.h against long double libm, and its edges.
#include "kernels/num.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace
{

constexpr int n_arguments = 200000;

// Uniform arguments from a fixed seed.
class Arguments
{
  public:
    Arguments(double least, double most) : least_(least), most_(most)
    {
    }
    double next()
    {
        return least_ + (most_ - least_) * (static_cast<double>(engine_() >> 11) * 0x1p-53);
    }

  private:
    std::mt19937_64 engine_{20261124};
    double          least_, most_;
};

double relative_error(double value, long double truth)
{
    return static_cast<double>(std::fabs((value - truth) / truth));
}

long double upper_tail(long double x)
{
    return std::erfc(x / std::sqrt(2.0L)) / 2.0L;
}

// Relative error of z = Φ^−1(p), by one Newton step in long double on the side where nothing cancels.
double inverse_error(double z, double p)
{
    long double density = std::exp(-static_cast<long double>(z) * z / 2.0L) / 2.506628274631000502415765285L;
    long double miss;
    if (std::fabs(p - 0.5) < 0.3)
        miss = std::erf(z / std::sqrt(2.0L)) / 2.0L - (static_cast<long double>(p) - 0.5L);
    else if (p < 0.5)
        miss = upper_tail(-z) - p;
    else
        miss = (1.0L - p) - upper_tail(z);
    return static_cast<double>(std::fabs(miss / density / z));
}

} // namespace

TEST(Num, ExpIsWithinAnUnitInTheLastPlace)
{
    Arguments wide(-708.0, 709.7), narrow(-2.0, 2.0);
    for (int i = 0; i < n_arguments; ++i) {
        double x = i % 2 ? wide.next() : narrow.next();
        ASSERT_LE(relative_error(sfl_exp(x), std::exp(static_cast<long double>(x))), 2.3e-16) << x;
    }
}

TEST(Num, ExpOfZeroIsOneAndItsEdgesAreSane)
{
    EXPECT_EQ(sfl_exp(0.0), 1.0);
    EXPECT_EQ(sfl_exp(-0.0), 1.0);
    EXPECT_EQ(sfl_exp(-1000.0), 0.0);
    EXPECT_EQ(sfl_exp(-SFL_INFINITY), 0.0);
    EXPECT_EQ(sfl_exp(1000.0), SFL_INFINITY);
    EXPECT_EQ(sfl_exp(SFL_INFINITY), SFL_INFINITY);
    EXPECT_TRUE(std::isnan(sfl_exp(SFL_NAN)));
    EXPECT_EQ(sfl_exp(-745.0), std::exp(-745.0)); // the least subnormal
    EXPECT_LE(relative_error(sfl_exp(709.782712893383973), std::exp(709.782712893383973L)), 2.3e-16);
}

TEST(Num, LogIsWithinAnUnitInTheLastPlace)
{
    Arguments exponent(-744.0, 709.7), about_one(0.5, 2.0), close_to_one(1.0 - 1e-4, 1.0 + 1e-4);
    for (int i = 0; i < n_arguments; ++i) {
        double x = i % 3 == 0 ? std::exp(exponent.next()) : i % 3 == 1 ? about_one.next() : close_to_one.next();
        if (x == 1.0) continue;
        ASSERT_LE(relative_error(sfl_log(x), std::log(static_cast<long double>(x))), 2.3e-16) << x;
    }
}

TEST(Num, LogIsExactAtOneAndItsEdgesAreSane)
{
    EXPECT_EQ(sfl_log(1.0), 0.0);
    EXPECT_EQ(sfl_log(0.0), -SFL_INFINITY);
    EXPECT_EQ(sfl_log(SFL_INFINITY), SFL_INFINITY);
    EXPECT_TRUE(std::isnan(sfl_log(-1.0)));
    EXPECT_TRUE(std::isnan(sfl_log(SFL_NAN)));
    EXPECT_EQ(sfl_log(0x1p-1074), std::log(0x1p-1074));
}

TEST(Num, PowersLoseNoMoreThanTheirExponentSays)
{
    Arguments base(0.5, 2.0), exponent(-20.0, 20.0);
    for (int i = 0; i < n_arguments; ++i) {
        double      x = base.next(), y = exponent.next();
        long double truth = std::pow(static_cast<long double>(x), static_cast<long double>(y));
        ASSERT_LE(relative_error(sfl_pow(x, y), truth), 1e-15 * (1.0 + std::fabs(y * std::log(x)))) << x << " " << y;
    }
    EXPECT_EQ(sfl_pow(1.0, -3.5), 1.0);
    EXPECT_EQ(sfl_pow(0.0, 0.0), 1.0);
    EXPECT_EQ(sfl_pow(0.0, 2.0), 0.0);
}

TEST(Num, TheNormalDistributionIsRightTo1e15)
{
    Arguments arguments(-12.0, 12.0);
    for (int i = 0; i < n_arguments; ++i) {
        double x = arguments.next();
        ASSERT_NEAR(sfl_norm_cdf(x), static_cast<double>(upper_tail(-x)), 1e-15) << x;
    }
    EXPECT_NEAR(sfl_norm_cdf(0.0), 0.5, 1e-16);
    EXPECT_EQ(sfl_norm_cdf(-100.0), 0.0);
    EXPECT_EQ(sfl_norm_cdf(SFL_INFINITY), 1.0);
    EXPECT_TRUE(std::isnan(sfl_norm_cdf(SFL_NAN)));
}

TEST(Num, TheInverseNormalIsRightTo2e15RelativeFarIntoBothTails)
{
    Arguments middle(0.0, 1.0), exponent(-700.0, -1.0);
    for (int i = 0; i < n_arguments; ++i) {
        double tail = std::exp(exponent.next());
        double p    = i % 3 == 0 ? middle.next() : i % 3 == 1 ? tail : 0.5 + tail;
        if (p == 0.5 || p <= 0.0 || p >= 1.0) continue;
        ASSERT_LE(inverse_error(sfl_norm_inverse(p), p), 2e-15) << p;
    }
    EXPECT_EQ(sfl_norm_inverse(0.5), 0.0);
    EXPECT_EQ(sfl_norm_inverse(0.0), -SFL_INFINITY);
    EXPECT_EQ(sfl_norm_inverse(1.0), SFL_INFINITY);
    EXPECT_TRUE(std::isnan(sfl_norm_inverse(-0.1)));
    EXPECT_TRUE(std::isnan(sfl_norm_inverse(1.1)));
}

TEST(Num, RoundingUpForgivesRoundingErrors)
{
    EXPECT_EQ(sfl_ceil(0.0), 0.0);
    EXPECT_FALSE(std::signbit(sfl_ceil(0.0)));
    EXPECT_EQ(sfl_ceil(3.0), 3.0);
    EXPECT_EQ(sfl_ceil(3.0 + 2e-9), 3.0);
    EXPECT_EQ(sfl_ceil(3.0 + 4e-9), 4.0);
    EXPECT_EQ(sfl_ceil(0.5e-9), 0.0);
    EXPECT_EQ(sfl_ceil(2e-9), 1.0);
    EXPECT_EQ(sfl_ceil(2.999), 3.0);
    EXPECT_EQ(sfl_ceil(1e6 + 0.5e-3), 1e6); // relative for what is greater than 1
    EXPECT_EQ(sfl_ceil(1e6 + 2e-3), 1e6 + 1.0);
}

TEST(Num, SharesNextToZeroAndOneAreZeroAndOne)
{
    EXPECT_EQ(sfl_snap_share(1e-10), 0.0);
    EXPECT_EQ(sfl_snap_share(-1e-12), 0.0);
    EXPECT_EQ(sfl_snap_share(1.0 - 1e-10), 1.0);
    EXPECT_EQ(sfl_snap_share(1.0 + 1e-12), 1.0);
    EXPECT_EQ(sfl_snap_share(2e-9), 2e-9);
    EXPECT_EQ(sfl_snap_share(1.0 - 2e-9), 1.0 - 2e-9);
}

TEST(Num, PoissonProbabilitiesAddUp)
{
    double cdf[40];
    sfl_poisson_cdf(2.5, cdf, 40);
    EXPECT_LE(relative_error(cdf[0], std::exp(-2.5L)), 3e-16);
    EXPECT_LE(relative_error(cdf[2], std::exp(-2.5L) * (1.0L + 2.5L + 3.125L)), 1e-15);
    EXPECT_NEAR(cdf[39], 1.0, 1e-15);
}

TEST(Num, WholeNumbersOf32BitsAreExact)
{
    for (uint32_t k : {0u, 1u, 0x7fffffffu, 0x80000000u, 0xffffffffu}) EXPECT_EQ(sfl_of_u32(k), static_cast<double>(k));
}
