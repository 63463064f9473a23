using Microsoft.AspNetCore.Mvc;

namespace Uploads.Controllers;

public class UploadController(IWebHostEnvironment environment) : Controller
{
    public IActionResult Index() => View();

    [HttpPost]
    public async Task<IActionResult> Save(IFormFile file)
    {
        var folder = Path.Combine(environment.WebRootPath, "uploads");
        if (!Directory.Exists(folder))
        {
            // Made on the first upload.
            Directory.CreateDirectory(folder);
        }
        await using var target = new FileStream(Path.Combine(folder, file.FileName), FileMode.Create);
        await file.CopyToAsync(target);
        return RedirectToAction(nameof(Index));
    }
}
