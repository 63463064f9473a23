namespace SkiaSharp
{
    public class SKBitmap : System.IDisposable
    {
        public SKBitmap(int width, int height) { }
        public void Dispose() { }
    }
}
