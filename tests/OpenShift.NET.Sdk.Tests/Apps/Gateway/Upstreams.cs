namespace Gateway;

public static class Upstreams
{
    private const string Internal = "http://10.20.0.7";

    public static IServiceCollection AddUpstreams(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient("orders", c => c.BaseAddress = new Uri($"{Internal}:8080/orders/"));
        services.AddHttpClient("stock", c => c.BaseAddress = new Uri("http://localhost:5002"));
        services.AddHttpClient("prices", c =>
        {
            c.Timeout = TimeSpan.FromSeconds(5);
            c.BaseAddress = new Uri("http://prices:8080/");
        });
        services.AddHttpClient("taxes", c => c.BaseAddress = new Uri(configuration["Taxes:Url"] ?? "http://taxes:8080/"));
        return services;
    }
}
