namespace Legacy;

public static class Program
{
    public static void Main(string[] args) => CreateHostBuilder(args).Build().Run();

    public static IHostBuilder CreateHostBuilder(string[] args) =>
        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web =>
        {
            web.UseUrls("http://*:80");
            web.UseStartup<Startup>();
        });
}
