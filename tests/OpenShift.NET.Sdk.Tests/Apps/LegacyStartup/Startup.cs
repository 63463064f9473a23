namespace Legacy;

public class Startup
{
    public void ConfigureServices(IServiceCollection services)
    {
        services.AddRouting();
        services.AddHealthChecks();
        services.AddSingleton<Accounts>();
    }

    public void Configure(IApplicationBuilder app)
    {
        app.UseHealthChecks("/hc");
        app.UseRouting();
        app.UseEndpoints(e => e.MapGet("/accounts", (Accounts a) => a.Administrator));
    }
}
