namespace RedisRateLimiting.AspNetCore
{
    public static class RedisRateLimiterOptionsExtensions
    {
        public static Microsoft.AspNetCore.RateLimiting.RateLimiterOptions AddRedisFixedWindowLimiter(this Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options, string policyName, System.Action<object> configure) => options;
    }
}
