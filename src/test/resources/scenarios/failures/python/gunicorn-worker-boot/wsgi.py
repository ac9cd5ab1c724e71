from api.routes import app
