namespace Portal;

public class Startup
{
    private readonly IConfiguration _configuration;
    private readonly IWebHostEnvironment _environment;

    public Startup(IConfiguration configuration, IWebHostEnvironment environment)
    {
        _configuration = configuration;
        _environment = environment;
    }

    public void ConfigureServices(IServiceCollection services)
    {
        services.AddControllersWithViews();
        services.AddDistributedMemoryCache();
        services.AddSession(o => o.IdleTimeout = TimeSpan.FromMinutes(30));
        services.AddHealthChecks();
        if (_environment.IsDevelopment())
        {
            services.AddHttpClient("crm", c => c.BaseAddress = new Uri("http://localhost:9000"));
        }
        else
        {
            services.AddHttpClient("crm", c => c.BaseAddress = new Uri(_configuration["Crm:Url"]!));
        }
    }

    public void Configure(IApplicationBuilder app)
    {
        app.UseSession();
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapDefaultControllerRoute();
            endpoints.MapHealthChecks("/health/live", new() { Predicate = _ => false });
            endpoints.MapHealthChecks("/health/ready");
        });
    }
}
